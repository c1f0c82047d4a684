# Wörter und Formate aller Seiten.

format-day = ccc d. LLL y
format-short-day = ccc d. LLL
format-month = LLL y
format-day-of-month = d. LLL
format-moment = ccc d. LLL HH:mm
format-second = ccc d. LLL HH:mm:ss
# Die Tabelle des Browsers schreibt diese (moment.js).
format-table-moment = DD.MM. HH:mm
format-table-second = DD.MM. HH:mm:ss
format-table-day-moment = DD.MM. HH:mm
format-table-millisecond = DD.MM. HH:mm:ss.SSS
format-table-day = DD.MM.
days = { $first } bis { $last }
points = { $change } Punkte

not-measured = nicht gemessen
not-told = nicht bekannt
not-priced = ohne Preis
not-planned = nicht geplant
never = nie
none = –
nothing = nichts
no-reason = Ohne Grund
missing = es fehlt: { $what }
and = { $one } und { $two }
at-least = mindestens { $amount }

n-stop = { $n ->
    [one] { $n } Stillstand
   *[other] { $n } Stillstände
 }
n-failure = { $n ->
    [one] { $n } Ausfall
   *[other] { $n } Ausfälle
 }
n-repair = { $n ->
    [one] { $n } Reparatur
   *[other] { $n } Reparaturen
 }
n-ticket = { $n ->
    [one] { $n } Ticket
   *[other] { $n } Tickets
 }
n-order = { $n ->
    [one] { $n } Auftrag
   *[other] { $n } Aufträge
 }
n-figure = { $n ->
    [one] { $n } Kennzahl
   *[other] { $n } Kennzahlen
 }
n-source = { $n ->
    [one] { $n } Quelle
   *[other] { $n } Quellen
 }
n-check = { $n ->
    [one] { $n } Prüfung
   *[other] { $n } Prüfungen
 }
n-file = { $n ->
    [one] { $n } Datei
   *[other] { $n } Dateien
 }
n-row = { $n ->
    [one] { $n } Zeile
   *[other] { $n } Zeilen
 }
n-tag = { $n ->
    [one] { $n } Messstelle
   *[other] { $n } Messstellen
 }
n-segment = { $n ->
    [one] { $n } Abschnitt
   *[other] { $n } Abschnitte
 }
n-sample = { $n ->
    [one] { $n } Messwert
   *[other] { $n } Messwerte
 }

kind-breakdown = Störung
kind-minor-stop = Kurzstillstand
kind-changeover = Rüsten
kind-external = Blockiert oder ohne Material

step-planned-busy = Planbelegungszeit
step-breakdown = Störungen
step-minor-stop = Kurzstillstände
step-changeover = Rüsten
step-external = Blockiert, ohne Material
step-unknown = Zustand unbekannt
step-unrated = Nicht bewertet
step-speed-loss = Geschwindigkeitsverlust
step-quality-loss = Qualitätsverlust
step-good = Gutzeit

bucket-producing = In Produktion
bucket-breakdown = Störung
bucket-minor-stop = Kurzstillstand
bucket-changeover = Rüsten
bucket-external = Blockiert, ohne Material
bucket-unknown = Zustand unbekannt
bucket-planned = Geplanter Stillstand
bucket-unscheduled = Nicht belegt
# Je ein Buchstabe, in die Zeitleiste gezeichnet.
letter-breakdown = S
letter-minor-stop = K
letter-changeover = R
letter-external = B
letter-unknown = ?
letter-planned = P

kpi-oee = OEE
kpi-availability = Verfügbarkeit
kpi-performance = Leistungsgrad
kpi-quality = Qualität

column-start = Beginn
column-from = Von
column-to = Bis
column-time = Zeit
column-duration = Dauer
column-seconds = Sekunden
column-minutes = Minuten
column-hours = Stunden
column-work-unit = Arbeitseinheit
column-kind = Art
column-reason = Grund
column-state = Zustand
column-cost = Kosten
column-cost-low = Untergrenze
column-cost-high = Obergrenze
column-currency = Währung
column-shift = Schicht
column-product = Produkt
column-order = Auftrag
column-production-day = Produktionstag
column-source = Quelle
column-file = Datei
column-row = Zeile
column-tag = Messstelle
column-signal = Signal
column-value = Wert
column-quality = Qualität
column-missing = Fehlt

# Die Seitenleiste.
filter-site = Werk
filter-line = Linie
filter-period = Zeitraum
filter-first = Erster Produktionstag
filter-last = Letzter Produktionstag
filter-shift = Schicht
filter-product = Produkt
filter-compare = Vergleich mit
filter-language = Language · Sprache
all-sites = Alle Werke
all-lines = Alle Linien
all-shifts = Alle Schichten
all-products = Alle Produkte
any = Alle
period-last-day = Letzter Produktionstag
period-week = 7 Tage
period-four-weeks = 28 Tage
period-month = Laufender Monat
period-year = 365 Tage
period-custom = Eigener
compare-previous = Zeitraum davor
compare-year-earlier = 52 Wochen zuvor
keep-days = Diese Tage im Link festhalten

# Unter jedem Titel.
scope-day = Produktionstag { $days }
scope-days = Produktionstage { $days }
scope-compared = verglichen mit { $days }
scope-zone = Zeiten in { $zone }
scope-zone-and-start = Zeiten in { $zone }, Tage ab { $start }
scope-shift = Schicht { $shift }
scope-product = Produkt { $product }
scope-all-shifts = alle Schichten
scope-all-products = alle Produkte

late-title = { $late } von { $all } verspätet
late-silent = - **{ $source }**: noch keine Daten
late-source = - **{ $source }**: neueste Daten von { $newest }, { $age } alt; verspätet nach { $limit }
late-more = - { $more } weitere auf der Seite Datenqualität

no-time-here = In diesem Zeitraum ist keine Zeit verbucht. Wählen Sie links einen anderen Zeitraum.
nothing-for-filter-title = Keine Daten zu diesen Filtern
nothing-for-filter = Entfernen Sie einen Filter oder wählen Sie einen längeren Zeitraum.

table-cut = Nur die ersten { $rows } werden gezeigt; grenzen Sie die Filter ein oder fragen Sie die veröffentlichte Datei ab.
download-csv = { $rows } als CSV
download-excel = Excel
