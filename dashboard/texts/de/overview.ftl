# Überblick über das Werk.

page-overview = Überblick

oee-not-planned-here = { $place } war nicht eingeplant
oee-not-measured-here = { $place }: OEE ist nicht gemessen
oee-here = { $place }: OEE { $oee }
oee-here-to-target = { $place }: OEE { $oee }, { $gap } dem Ziel
oee-no-plan = Keine Planbelegungszeit in diesem Zeitraum, also keine OEE
oee-not-measured-because = OEE ist nicht gemessen: { $why }
oee-input-missing = eine Eingangsgröße fehlt
oee-alone = OEE { $oee }
oee-against = OEE { $oee } liegt { $against }
oee-against-target = { $gap } dem Ziel von { $target }
oee-against-before = { $change } { $before }
gap-level = gleichauf mit
gap-above = { $points } Punkte über
gap-below = { $points } Punkte unter

loss-none = Von der Planbelegungszeit ging nichts verloren
loss-largest = Größter Verlust: { $name }, { $hours }, { $share } der Planbelegungszeit
cost-none = Für die Stillstände ist kein Preis hinterlegt
cost-of-stops = Stillstände kosten { $cost }
costliest-unpriced = Am längsten: { $reason }, { $hours }, ohne Preis
costliest = Am teuersten: { $reason }, { $cost }, { $share } der Gesamtkosten
worst-none = Keine { $noun } hat eine gemessene OEE
worst-only = { $name } hat eine OEE von { $oee }
worst = { $name } ist die { $noun } mit der niedrigsten OEE: { $oee }
noun-work-unit = Arbeitseinheit
noun-line = Linie
place-to-target = { $name }, { $gap } dem Ziel

overview-fresh = alle Quellen aktuell
overview-some-late = { $fresh } von { $sources } aktuell
overview-edge = **Daten bis { $edge }**, vor { $age } · { $fresh } · veröffentlicht { $published }
overview-no-edge = **Daten bis { $edge }** · { $fresh } · veröffentlicht { $published }
overview-no-plan = **Abdeckung:** keine Planbelegungszeit in diesem Zeitraum
overview-coverage = **Abdeckung { $coverage }**: Zustand bekannt für { $known } von { $planned } Planbelegungszeit
overview-low-title = Geringe Abdeckung
overview-low = Die Zahlen unten gelten nur für die bekannte Zeit.
overview-low-range = Die Zahlen unten gelten nur für die bekannte Zeit. Je nachdem, was in der unbekannten Zeit geschah, liegt die OEE über die ganze geplante Zeit zwischen { $low } und { $high }.
overview-to-trust = Quellen, Dateien und Prüfungen

overview-trend-alt = OEE je Produktionstag von { $first } bis { $last }
overview-trend-key = OEE je Produktionstag · kräftig: dieser Zeitraum · blass: Tage davor · { $target } · ?: nicht gemessen · leer: nicht geplant
overview-trend-target = gestrichelt: Ziel { $target }
overview-trend-no-target = kein Ziel gesetzt
overview-basis-changes = Änderungen gegen { $before }
overview-basis-known = Grundlage: { $hours } bekannte Belegungszeit
overview-basis-measured = OEE gemessen für { $share } davon
overview-basis-product = Verfügbarkeit mal Leistungsgrad { $ratio }
overview-basis-policy = Verlustregel: { $policy }
define-oee = Sollzeit der Gutteile ÷ Belegungszeit.
define-availability = Laufzeit ÷ Belegungszeit (Planbelegungszeit, deren Zustand bekannt ist).
define-performance = Sollzeit aller Teile ÷ Laufzeit.
define-quality = Sollzeit der Gutteile ÷ Sollzeit aller Teile.

overview-hours-key = Stunden der Planbelegungszeit, Schritt für Schritt bis zur Sollzeit der Gutteile
overview-no-cost = Kein Stillstand, also keine Kosten
overview-money-key = { $currency }, wie konfiguriert; die Linie reicht von der unteren zur oberen Schätzung
overview-money-part = ≥: ein Teil der Kosten fehlt
overview-money-limits = Kosten von Geschwindigkeitsverlust und Ausschuss stehen auf der Seite Verluste
overview-no-stop = Kein Stillstand in diesem Zeitraum
overview-reasons-key = Die { $n } teuersten Gründe, { $currency }. Zu den Stillständen dahinter:
overview-reason-link = { $reason }: { $stops }, { $hours }
overview-places-key = OEE · kräftig: dieser Zeitraum · blass dahinter: der Zeitraum davor, Änderung in Punkten · senkrechter Strich: Ziel
overview-unmeasured = Nicht oder nur teilweise gemessen: { $places }

chart-place = Ort
chart-to-target = Gegenüber Ziel
chart-step = Schritt
chart-of-planned = Anteil an der Planbelegungszeit
chart-loss = Verlust
chart-figure = Wert
chart-coverage = Abdeckung
