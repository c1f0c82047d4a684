# Stillstände, und einer im Ganzen.

page-stops = Stillstände

stops-none = Keine Stillstände zu diesen Filtern
stops-headline = { $stops ->
    [one] { $stops } Stillstand dauerte { $hours } und kostete { $cost }
   *[other] { $stops } Stillstände dauerten { $hours } und kosteten { $cost }
 }
stops-headline-unpriced = { $stops ->
    [one] { $stops } Stillstand dauerte { $hours }; ein Preis ist nicht hinterlegt
   *[other] { $stops } Stillstände dauerten { $hours }; ein Preis ist nicht hinterlegt
 }
stops-within = Ganze Stillstände, die hier begannen, jeder nach dem Grund, den er am längsten hatte. An Zeitraum, Schicht und Produkt und an jedem Wechsel des Grundes geschnitten, wie Übersicht und Verluste sie zählen, sind es { $took }.
stops-narrow = Eingrenzen nach Arbeitseinheit, Art, Grund
stops-narrowed = Eingegrenzt auf { $filters }
stops-narrowed-unit = Arbeitseinheit **{ $name }**
stops-narrowed-kind = Art **{ $name }**
stops-narrowed-reason = Grund **{ $name }**
stops-states-on = Zustände am { $day }
stops-states-of = Zustände von { $unit } je Tag
stops-own-time = jede Zeile in der Zeit ihres Werks
stops-choose-unit = wählen Sie eine Arbeitseinheit, um alle Tage zu sehen
stops-first-units = gezeigt werden die ersten { $shown } von { $n } Arbeitseinheiten
stops-legend-producing = einfach grau: In Produktion
stops-legend-unscheduled = blass ohne Buchstaben: Nicht belegt
stops-most-time = Am längsten: { $reason }, { $share } der Stillstandszeit
stops-most-cost = Am teuersten: { $reason }, { $share } der Stillstandskosten
stops-none-priced = Für keinen Stillstand ist ein Preis hinterlegt
stops-by-time = Stunden · kumulierter Anteil an der Stillstandszeit
stops-by-cost = { $currency } · kumulierter Anteil an den bekannten Stillstandskosten
stops-longest = Der längste Stillstand: { $unit }, { $duration }
stops-list-key = { $stops }, im Zeitraum begonnen, der längste zuerst; Beginn in der Zeit des Werks. Wählen Sie eine Zeile, um ihre Abschnitte und die Dateizeilen dahinter zu sehen.
stops-open = { $duration }, noch offen
stops-list-alt = Stillstände des Zeitraums, der längste zuerst
stops-missing = Fehlt in den Kosten

stop-gone-title = Stillstand nicht gefunden
stop-gone = In dieser Veröffentlichung gibt es keinen Stillstand `{ $stop }`; vielleicht haben neuere Daten ihn berichtigt. Schließen Sie ihn und wählen Sie einen aus der Liste.
stop-close = Diesen Stillstand schließen
stop-title = { $unit }: { $reason }, { $duration }
stop-no-reason = ohne Grund
stop-facts = { $kind } · { $start } { $zone } · { $place } · Schicht: { $shift } · Auftrag: { $order } · Produkt: { $product }
stop-low-high = Von { $low } bis { $high }
stop-lost-units = Entgangene Stückzahl: { $units }
stop-range = Kosten von { $low } bis { $high }
component-lost-contribution = Entgangener Deckungsbeitrag
component-recovery = Aufholkosten
component-idle-labour = Personalwartezeit
component-restart-scrap = Anfahrausschuss
component-repair = Reparatur
component-idle-energy = Leerlaufenergie
stop-segments = **{ $segments }**: der Stillstand, aufgeteilt nach Schichten, Aufträgen, Tagen und Wechseln des Grundes
stop-segments-alt = Abschnitte dieses Stillstands
stop-no-sample = **Zu diesem Stillstand ist kein Messwert gespeichert**: Sein Zustand folgt aus fehlenden Daten.
stop-samples = **{ $samples }** als Beleg, jeder mit seiner Datei und Zeile
stop-samples-alt = Messwerte hinter diesem Stillstand
column-raw-state = Rohzustand
quality-good = gut
quality-uncertain = unsicher
quality-bad = schlecht
