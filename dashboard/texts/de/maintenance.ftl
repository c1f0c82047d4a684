# Instandhaltung.

page-maintenance = Instandhaltung

maintenance-none = In diesem Zeitraum fiel keine Maschine aus
maintenance-untold = Ausfälle werden nicht erfasst
maintenance-worst = { $unit } fiel am längsten aus: { $failures }, { $hours }
maintenance-costliest = Die Ausfälle von { $unit } kosteten am meisten: { $cost }
maintenance-failures = Ausfälle
kpi-mtbf = MTBF
kpi-mttr = MTTR
no-mtbf = keine Betriebszeit
no-mttr = kein Ausfall beendet
no-report-to-finish = keine Reparatur beendet
kpi-report-to-finish = Meldung bis Ende
define-failure = Störungen, deren Grund in reasons.csv als Ausfall gilt, gezählt, wo sie beginnen.
define-mtbf = Betriebszeit ÷ (Ausfälle + Arbeitseinheiten): Produktion und Rüsten zwischen Ausfällen. ISO 22400-2 nennt das MTTF.
define-mttr = Gesamtdauer der beendeten Ausfälle ÷ ihre Anzahl.
define-report-to-finish = Mittlere Zeit von der Meldung einer Reparatur bis zu ihrem Ende, nach dem Tag der Meldung.
maintenance-windows = Änderungen gegen { $before } · 28 Tage bis zum letzten: MTBF { $mtbf-28d }, MTTR { $mttr-28d } · 90 Tage: MTBF { $mtbf-90d }, MTTR { $mttr-90d }
maintenance-by-day = Ausfälle, MTBF und MTTR der Wochen bis zu jedem Tag
maintenance-by-month = Ausfälle, MTBF und MTTR, Monat für Monat
maintenance-in-hours = { $kpi }, Stunden
maintenance-near = 28 Tage
maintenance-near-month = Monat
maintenance-far = 90 Tage
maintenance-key-day = Balken kräftig: dieser Zeitraum, blass: Tage davor · Linie durchgezogen: die 28 Tage bis zum Tag, gestrichelt: die 90 Tage
maintenance-key-month = ganze Monate; kräftig: dieser Zeitraum
maintenance-actors-key = Kosten der Ausfälle, { $currency }, und ihre Stunden. Zu den Störungen dahinter:
maintenance-actors-key-unpriced = Stunden der Ausfälle. Zu den Störungen dahinter:
maintenance-actor-link = { $unit }: { $failures }
maintenance-actors-alt = Maschinen, die ausfielen, die längsten zuerst
maintenance-mtbf-28d = MTBF 28 Tage

repairs-none = In diesem Zeitraum wurde keine Reparatur gemeldet
repairs-message = { $repairs ->
    [one] { $repairs } Reparatur dauerte von Meldung bis Ende { $duration }
   *[other] { $repairs } Reparaturen dauerten von Meldung bis Ende im Mittel { $duration }
 }
repairs-unfinished = { $repairs } gemeldet; für keine ist die Zeit von Meldung bis Ende bekannt
repairs-key = Mittlere Zeiten der Reparaturen mit diesen Angaben, nach dem Tag der Meldung: wie lange der Stillstand ungemeldet blieb, die Meldung wartete und die Arbeit dauerte
repair-step-stop-to-report = Stillstand bis Meldung
repair-step-report-to-start = Meldung bis Beginn
repair-step-start-to-finish = Beginn bis Ende
repair-step-report-to-finish = Meldung bis Ende
repairs-reported = Gemeldet
repairs-order = Instandhaltungsauftrag
repairs-notification = Meldung
repairs-alt = Reparaturen des Zeitraums, die längsten zuerst

orders-message = { $failures }, davon { $joined } mit Instandhaltungsauftrag
orders-key = { $orders } ohne zeitlich passende Störung. Ein Auftrag gehört zu den Störungen seiner Maschine, mit denen er sich überschneidet, sonst zu den zeitlich nahen.
orders-begins = Auftrag beginnt
orders-match = Zuordnung
orders-alone-because = Warum nicht zugeordnet
orders-alt = Ausfälle und Instandhaltungsaufträge, zugeordnet und einzeln
match-overlapping = überschneidend
match-within-the-tolerance = zeitlich nah

services-none = In diesen Monaten wurde kein Serviceticket gemeldet
services-unjudged = Noch ist kein Ticket eines Dienstleisters beurteilbar
services-message = { $provider } hielt { $kept } der vereinbarten Reparaturzeiten ein
services-unnamed = Ohne Dienstleister
services-key = Ganze Monate: { $months }; wo noch nichts geschehen ist, zählt die vereinbarte Zeit
services-provider = Dienstleister
services-tickets = Tickets
services-response-kept = Pünktlich reagiert
services-repair-kept = Pünktlich repariert
services-judged = davon beurteilt
services-not-judged = nicht beurteilt
services-alt = Dienstleister und eingehaltene Zeiten
services-ticket = Ticket
services-priority = Priorität
services-response = Reaktion
services-agreed-response = Vereinbarte Reaktion
services-repair = Reparatur
services-agreed-repair = Vereinbarte Reparatur
services-tickets-alt = Tickets, die mit überschrittener Zeit zuerst

state-failures-untold-title = Kein Grund gilt als Ausfall
state-failures-untold = Kennzeichnen Sie in `reasons.csv` die Gründe, die Ausfälle sind (`is_failure`); MTBF und MTTR folgen mit dem nächsten Lauf.
state-repairs-untold-title = Keine Quelle liefert Reparaturen
state-repairs-untold = Sobald Instandhaltungsaufträge oder Meldungen aus einem ERP- oder Instandhaltungssystem als Quelle eingerichtet sind, stehen hier die Reparaturen von der Meldung bis zum Ende.
state-services-untold-title = Keine Quelle liefert Servicetickets
state-services-untold = Sobald die Tickets der Dienstleister als Quelle eingerichtet sind, steht hier, ob vereinbarte Reaktions- und Reparaturzeiten eingehalten wurden.
