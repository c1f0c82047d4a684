# Energie.

page-energy = Energie

energy-message = { $place } bezog { $energy }, { $share } davon ohne zu produzieren
energy-none = { $place }: in diesem Zeitraum ist keine Energie gemessen
energy-untold = { $place }: Energie ist nicht bekannt
energy-energy = Energie
energy-per-unit = Je Gutteil
energy-idle = Energie im Leerlauf
energy-idle-share = Anteil im Leerlauf
energy-idle-cost = Kosten des Leerlaufs
define-energy-energy = Was die Arbeitseinheiten mit Zähler bezogen, in Kilowattstunden.
define-energy-per-unit = Energie in bekannter Belegungszeit (Produktion, Stillstände, Rüsten) ÷ Gutteile.
define-energy-idle = Energie außerhalb der Produktion, auch in geplanten Stillständen und nicht belegter Zeit.
define-energy-idle-cost = Energie im Leerlauf zum Preis des Werks am Produktionstag.
energy-all-cost = alle Energie kostete { $cost }
energy-unpriced = { $energy } ohne Preis: { $why }
energy-idle-where = Leerlauf: { $stopped } in Stillständen und beim Rüsten, { $besides } außerhalb der Planbelegungszeit
energy-by-day = kWh je Produktionstag
energy-day-key = von unten: Produktion kräftig, Stillstände und Rüsten grau, außerhalb der Planbelegungszeit farbig, Zustand unbekannt umrandet · blass: Tage vor dem Zeitraum
energy-per-unit-by-day = kWh je Gutteil
energy-no-per-unit = Es gibt keine Energie je Gutteil: { $why }
energy-no-good-unit = kein Gutteil wurde gezählt
energy-worst = { $unit } bezog am meisten, ohne zu produzieren: { $idle }
energy-unit-key = Energie im Leerlauf und ihr Anteil an der Energie der Maschine. Was sie währenddessen taten:
energy-before = Energie davor
energy-idle-before = Leerlauf davor
energy-table-alt = Energie jeder Arbeitseinheit, der meiste Leerlauf zuerst
energy-part-producing = Produktion
energy-part-stopped = Stillstände, Rüsten
energy-part-besides = Außerhalb des Plans
energy-part-unknown = Zustand unbekannt

state-energy-untold-title = Keine Quelle nennt hier Energie
state-energy-untold = Ordnen Sie in `tags.csv` die Messstelle eines Zählers als `energy` (ein Zähler von kWh) oder `power` (kW) zu; Energie, Leerlauf und Energie je Gutteil folgen mit dem nächsten Lauf.
