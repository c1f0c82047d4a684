# Produktion.

page-production = Produktion

production-nothing = Nichts wurde gefertigt und nichts war geplant
production-line-no-target = { $line } fertigte { $made } gute Stück; ein Ziel gibt es nicht
production-line-short = { $line } fertigte { $made } von { $target } Stück des Ziels: { $difference } fehlen
production-line-made = { $line } erreichte das Ziel: { $made } gute Stück, { $difference } mehr als { $target }
production-line-part-target = { $line } fertigte { $made } gute Stück; ein Teil der Zeit hat ein Ziel und erreichte es
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
production-lines-key = Gute Stück, die jede Linie verließen, gefüllt; umrandet: was ihre Planbelegungszeit bei der Ziel-OEE ergibt
production-without-target = Planbelegungszeit ohne Ziel, da ohne Produkt, ohne Vorgabezeit oder ohne Ziel-OEE: { $lines }
production-no-target = ohne Ziel
production-part-target = Ziel nur für einen Teil der Zeit
production-hours = { $short } von { $hours } Stunden am { $day } lagen unter ihrem Ziel
production-hours-alt = Gute Stück von { $line } Stunde für Stunde gegen das Ziel
production-hours-key = Gefüllt: gute Stück der Stunde · umrandet: Ziel · ein Minuszeichen: darunter · Zeiten in { $zones }
production-hours-few = die { $shown } von { $lines } Linien, die am weitesten zurückliegen; die Tabelle hat alle
production-no-hours = Am { $day } wurde in diesen Stunden nichts gefertigt oder geplant
production-hours-shared = eine mit anderen geteilte Stunde hat kein Ziel
production-hours-table = Die Stunden als Tabelle
production-unknown-h = Zustand unbekannt h
production-without-target-h = Ohne Ziel h
production-to-stops = Die Stillstände dieser Tage

production-none-due = Kein Auftrag war fällig
production-delivered = { $full } von { $due } fälligen Aufträgen kamen pünktlich und vollständig
production-delivery-key = Aufträge nach dem Produktionstag ihrer Fälligkeit, verglichen mit dem Zeitraum davor
production-orders-late = Verspätet
production-orders-short = Zu wenig
production-orders-why-late = Fällige Aufträge, die vollständig kamen, aber nach dem Termin.
production-orders-why-short = Fällige Aufträge, von denen weniger gut war als geplant.
production-orders-alt = Aufträge, geplant gegen gefertigt
production-orders-key = Gute Stück, gefüllt; geplante Menge, umrandet; { $shown } von { $n } Aufträgen, die liefen oder fällig waren, die verfehlten zuerst, über ihre ganze Zeit
production-to-order-oee = Die OEE dieser Aufträge
order-on-time-in-full = Pünktlich und vollständig
order-in-full = pünktlich und vollständig
order-no-due-date = ohne Fälligkeit
order-no-planned-quantity = ohne geplante Menge
order-work-centre-of-no-known-line = Arbeitsplatz keiner bekannten Linie
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

production-no-counts = Kein Stück wurde gezählt
production-no-scrap = Kein Stück wurde Ausschuss
production-scrap = Am meisten Ausschuss: { $unit }, { $scrap } Stück, { $share } des Gefertigten
production-ratios-key = Verhältnisse nach ISO 22400 über die Tage, die sie haben
production-counts-alt = Gefertigte Stück je Arbeitseinheit
production-counts-key = Stück jeder Arbeitseinheit, wie die OEE sie zählt
kpi-on-time-in-full = Liefertreue
kpi-schedule-adherence = Termintreue
kpi-quality-ratio = Qualitätsrate
kpi-scrap-ratio = Ausschussquote
kpi-rework-ratio = Nacharbeitsquote
kpi-first-pass-yield = Erstausbeute
define-on-time-in-full = Aufträge, deren geplante Menge bis zur Fälligkeit gut war, von den fälligen
define-schedule-adherence = Aufträge, die innerhalb der Toleranz um ihr geplantes Ende fertig wurden, von den fälligen
define-quality-ratio = Gute von den gefertigten Stück
define-scrap-ratio = Ausschuss von den gefertigten Stück
define-rework-ratio = Nachzuarbeitende von den gefertigten Stück
define-first-pass-yield = Bei der ersten Prüfung gute von den geprüften Stück
basis-counter = Zähler
basis-mes = MES
basis-erp = ERP
basis-unmeasured = nicht gemessen

production-differ = Maschine, MES und ERP unterscheiden sich am meisten bei { $unit }: { $units } gute Stück
production-agree = Maschine, MES und ERP melden dieselben guten Stück
production-not-compared = Nur eines von Maschine, MES und ERP meldet die guten Stück
production-reconcile-alt = Gute Stück nach Zähler, MES und ERP
production-reconcile-key = Gute Stück je Arbeitseinheit; ein Unterschied gilt für die Aufträge und Schichten, die beide meldeten
production-to-trust = Wie weit diesen Zahlen zu trauen ist
reconcile-mes-counter = MES minus Zähler
reconcile-erp-counter = ERP minus Zähler
reconcile-erp-mes = ERP minus MES
reconcile-compared = Verglichen
reconcile-rows = Aufträge je Schicht

chart-made = Gefertigt
chart-planned = Geplant
column-hour = Stunde
column-produced = Gefertigt
column-good = Gut
column-unit = Einheit
column-good-share = Gut vom Gefertigten
column-scrap = Ausschuss
column-scrap-share = Ausschuss vom Gefertigten
column-rework = Nachzuarbeiten
column-held = Gesperrt
column-basis = Gezählt von
column-quality-basis = Qualität gemeldet von
column-deviation = Abweichung
