# Instandhaltung.

page-maintenance = Instandhaltung

maintenance-none = In diesem Zeitraum fiel keine Maschine aus
maintenance-untold = Ausfälle sind nicht bekannt
maintenance-worst = { $unit } fiel am längsten aus: { $failures }, { $hours }
maintenance-costliest = Die Ausfälle von { $unit } kosteten am meisten: { $cost }
maintenance-failures = Ausfälle
kpi-mtbf = MTBF
kpi-mttr = MTTR
kpi-report-to-finish = Meldung bis Ende
define-failure = Störungen, deren Grund in reasons.csv als Ausfall gilt, gezählt, wo sie beginnen.
define-mtbf = Betriebszeit ÷ (Ausfälle + Arbeitseinheiten): Produktion und Rüsten zwischen Ausfällen. ISO 22400-2 nennt das MTTF.
define-mttr = Ganze Zeit der beendeten Ausfälle ÷ ihre Anzahl.
define-report-to-finish = Mittlere Zeit von der Meldung einer Reparatur bis zu ihrem Ende, nach dem Tag der Meldung.
maintenance-windows = Änderungen gegen { $before } · 28 Tage bis zum letzten: MTBF { $mtbf-28d }, MTTR { $mttr-28d } · 90 Tage: MTBF { $mtbf-90d }, MTTR { $mttr-90d }
maintenance-by-day = Ausfälle, und die mittleren Zeiten der Wochen bis zu jedem Tag
maintenance-by-month = Ausfälle und ihre mittleren Zeiten, Monat für Monat
maintenance-in-hours = { $kpi }, Stunden
maintenance-near = 28 Tage
maintenance-near-month = Monat
maintenance-far = 90 Tage
maintenance-key-day = Balken kräftig: dieser Zeitraum, blass: Tage davor · Linie durchgezogen: der 28 Tage bis zum Tag, gestrichelt: der 90 Tage
maintenance-key-month = ganze Monate; kräftig: dieser Zeitraum
maintenance-actors-key = Stunden der Ausfälle und ihre Kosten, { $currency }. Zu den Störungen dahinter:
maintenance-actor-link = { $unit }: { $failures }
maintenance-actors-alt = Maschinen, die ausfielen, die längsten zuerst
maintenance-mtbf-28d = MTBF 28 Tage

repairs-none = In diesem Zeitraum wurde keine Reparatur gemeldet
repairs-message = { $repairs } dauerten von Meldung bis Ende im Mittel { $duration }
repairs-unfinished = { $repairs } gemeldet; für keine ist die Zeit von Meldung bis Ende bekannt
repairs-key = Mittlere Zeiten der Reparaturen, die sie nennen, nach dem Tag der Meldung: wie lange der Stillstand ungemeldet blieb, die Meldung wartete und die Arbeit dauerte
repair-step-stop-to-report = Stillstand bis Meldung
repair-step-report-to-start = Meldung bis Beginn
repair-step-start-to-finish = Beginn bis Ende
repair-step-report-to-finish = Meldung bis Ende
repairs-reported = Gemeldet
repairs-order = Instandhaltungsauftrag
repairs-notification = Meldung
repairs-alt = Reparaturen des Zeitraums, die längsten zuerst

orders-message = { $joined } von { $failures } haben einen Instandhaltungsauftrag
orders-key = { $orders } ohne Störung in der Nähe. Ein Auftrag gehört zu den Störungen seiner Maschine, mit denen er sich überschneidet, sonst zu denen nahe bei ihm.
orders-begins = Auftrag beginnt
orders-match = Verbunden
orders-alone-because = Warum allein
orders-alt = Ausfälle und Instandhaltungsaufträge, verbunden und allein
match-overlapping = überschneidend
match-within-the-tolerance = zeitlich nah

services-none = In diesen Monaten wurde kein Serviceticket gemeldet
services-unjudged = Noch kein Ticket eines Dienstleisters lässt sich beurteilen
services-message = { $provider } hielt { $kept } der vereinbarten Reparaturzeiten ein
services-unnamed = Kein Dienstleister genannt
services-key = Ganze Monate: { $months }; wo noch nichts geschah, entscheidet die vereinbarte Zeit
services-provider = Dienstleister
services-tickets = Tickets
services-response-kept = Pünktlich reagiert
services-repair-kept = Pünktlich repariert
services-judged = von beurteilten
services-not-judged = nicht beurteilt
services-alt = Dienstleister, und was sie einhielten
services-ticket = Ticket
services-priority = Priorität
services-response = Reaktion
services-agreed-response = Vereinbarte Reaktion
services-repair = Reparatur
services-agreed-repair = Vereinbarte Reparatur
services-tickets-alt = Tickets, die mit verpasster Zeit zuerst

state-failures-untold-title = Kein Grund gilt als Ausfall
state-failures-untold = Kennzeichnen Sie in `reasons.csv` die Gründe, die Ausfälle sind (`is_failure`); MTBF und MTTR folgen mit dem nächsten Lauf.
state-repairs-untold-title = Keine Quelle nennt Reparaturen
state-repairs-untold = Mit Instandhaltungsaufträgen oder Meldungen aus einem ERP- oder Instandhaltungssystem als Quelle stehen hier die Reparaturen von der Meldung bis zum Ende.
state-services-untold-title = Keine Quelle nennt Servicetickets
state-services-untold = Mit den Tickets der Dienstleister als Quelle zeigt dieser Teil, ob vereinbarte Reaktions- und Reparaturzeiten eingehalten wurden.
