# Produktion.

page-production = Produktion

production-nothing = Es wurde nichts gefertigt und es war nichts geplant
production-line-no-target = { $line } fertigte { $made } Gutteile; ein Ziel gibt es nicht
production-line-short = { $line } fertigte { $made } von { $target } Gutteilen des Ziels: { $difference } fehlen
production-line-made = { $line } erreichte das Ziel: { $made } Gutteile, { $difference } mehr als { $target }
production-line-part-target = { $line } fertigte { $made } Gutteile; ein Teil der Zeit hat ein Ziel und erreichte es
production-lines-no-target = Keine von { $lines } Linien hat ein Ziel
production-lines-made = { $lines ->
    [2] Beide Linien erreichten ihr Ziel
   *[other] Alle { $lines } Linien erreichten ihr Ziel
 }
production-some-lines-made = { $made } von { $lines } Linien erreichten ihr Ziel; die anderen haben keines, oder nur für einen Teil der Zeit
production-lines-short = { $short ->
    [one] { $short } von { $lines } Linien verfehlte ihr Ziel: { $line } um { $difference } Stück
   *[other] { $short } von { $lines } Linien verfehlten ihr Ziel, am meisten { $line }: { $difference } Stück
 }
production-lines-key = Gutteile, die jede Linie verließen, gefüllt; umrandet: was ihre Planbelegungszeit bei der Ziel-OEE ergibt
production-without-target = Planbelegungszeit ohne Ziel, da ohne Produkt, ohne Vorgabezeit oder ohne Ziel-OEE: { $lines }
production-no-target = ohne Ziel
production-hours = Unter dem Ziel: { $short } von { $hours } Stunden am { $day }
production-hours-alt = Gutteile von { $line }, Stunde für Stunde gegen das Ziel
production-hours-key = Gefüllt: Gutteile der Stunde · umrandet: Ziel · Minuszeichen: unter dem Ziel · Zeiten in { $zones }
production-part-target = teils ohne Ziel
production-hours-few = die { $shown } von { $lines } Linien, die am weitesten zurückliegen; die Tabelle hat alle
production-no-hours = Am { $day } wurde in diesen Stunden nichts gefertigt und nichts geplant
production-hours-shared = eine mit anderen geteilte Stunde hat kein Ziel
production-hours-table = Die Stunden als Tabelle
production-unknown-h = Zustand unbekannt h
production-without-target-h = Ohne Ziel h
production-to-stops = Die Stillstände dieser Tage

production-none-due = Kein Auftrag war fällig
production-no-orders = Zu diesen Filtern lief kein Auftrag, und keiner war fällig.
production-delivered = Pünktlich und vollständig: { $full } von { $due } fälligen Aufträgen
production-delivery-key = Aufträge nach dem Produktionstag ihrer Fälligkeit, verglichen mit dem Zeitraum davor
production-orders-late = Verspätet
production-orders-short = Zu wenig
production-orders-why-late = Fällige Aufträge, die vollständig, aber nach dem Termin fertig wurden.
production-orders-why-short = Fällige Aufträge mit weniger Gutteilen als geplant.
production-orders-alt = Aufträge, geplant gegen gefertigt
production-orders-key = Gutteile, gefüllt; geplante Menge, umrandet; { $shown } von { $n } Aufträgen, die liefen oder fällig waren, über ihre ganze Zeit; verfehlte zuerst
production-to-order-oee = Die OEE dieser Aufträge
order-on-time-in-full = Liefertreue
order-in-full = liefertreu
order-no-due-date = ohne Fälligkeit
order-no-planned-quantity = ohne geplante Menge
order-work-centre-of-no-known-line = Arbeitsplatz gehört zu keiner bekannten Linie
order-not-due-yet = noch nicht fällig
order-never-ran = lief nie
order-begun-after-it-was-due = erst nach Fälligkeit begonnen
order-late = verspätet
order-short = zu wenig
order-late-and-not-finished = verspätet und nicht fertig
order-due = Fällig
order-planned-finish = Geplantes Ende
order-actual-finish = Tatsächliches Ende
order-finish-deviation = Abweichung des Endes h
order-planned-cost = Plankosten
order-actual-cost = Istkosten
order-cost-deviation = Kostenabweichung

production-no-counts = Es wurden keine Stückzahlen erfasst
production-no-scrap = Kein Ausschuss
production-scrap = Am meisten Ausschuss: { $unit }, { $scrap } Stück, { $share } der gefertigten
production-ratios-key = Kennzahlen nach ISO 22400 über die Tage, für die sie vorliegen
production-counts-alt = Gefertigte Stück je Arbeitseinheit
production-counts-key = Stück jeder Arbeitseinheit, wie die OEE sie zählt
kpi-on-time-in-full = Liefertreue
kpi-schedule-adherence = Termintreue
kpi-quality-ratio = Qualitätsrate
kpi-scrap-ratio = Ausschussquote
kpi-rework-ratio = Nacharbeitsquote
kpi-first-pass-yield = Erstausbeute
define-on-time-in-full = Anteil der fälligen Aufträge, deren geplante Menge bis zur Fälligkeit gut gefertigt war
define-schedule-adherence = Anteil der fälligen Aufträge, die innerhalb der Toleranz um ihr geplantes Ende fertig wurden
define-quality-ratio = Gutteile ÷ gefertigte Teile
define-scrap-ratio = Ausschuss ÷ gefertigte Teile
define-rework-ratio = Nacharbeitsteile ÷ gefertigte Teile
define-first-pass-yield = Bei der ersten Prüfung gute ÷ geprüfte Teile
basis-counter = Zähler
basis-mes = MES
basis-erp = ERP
basis-unmeasured = nicht gemessen

production-differ = Maschine, MES und ERP unterscheiden sich am meisten bei { $unit }: um { $units } Gutteile
production-agree = Maschine, MES und ERP melden dieselbe Gutmenge
production-not-compared = Nur eines von Maschine, MES und ERP meldet die Gutmenge
production-reconcile-alt = Gutmenge nach Zähler, MES und ERP
production-reconcile-key = Gutteile je Arbeitseinheit; ein Unterschied gilt für die Aufträge und Schichten, die beide meldeten
production-to-trust = Wie weit diese Zahlen verlässlich sind
reconcile-mes-counter = MES minus Zähler
reconcile-erp-counter = ERP minus Zähler
reconcile-erp-mes = ERP minus MES
reconcile-compared = Verglichen
reconcile-rows = Aufträge je Schicht

chart-made = Gefertigt
chart-planned = Geplant
column-hour = Stunde
column-produced = Gefertigt
column-good = Gutmenge
column-unit = Einheit
column-good-share = Gutanteil
column-scrap = Ausschuss
column-scrap-share = Ausschussanteil
column-rework = Nacharbeit
column-held = Gesperrt
column-basis = Gezählt von
column-quality-basis = Qualität nach
column-deviation = Abweichung
