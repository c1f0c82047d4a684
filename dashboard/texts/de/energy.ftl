# Energie.

page-energy = Energie

energy-message = { $place } verbrauchte { $energy }, { $share } davon ohne Produktion
energy-none = { $place }: in diesem Zeitraum wurde keine Energie gemessen
energy-untold = { $place }: Energie wird nicht erfasst
energy-energy = Energie
energy-per-unit = Je Gutteil
energy-idle = Leerlaufenergie
energy-idle-share = Leerlaufanteil
energy-idle-cost = Leerlaufkosten
define-energy-energy = Verbrauch der Arbeitseinheiten mit Zähler, in Kilowattstunden.
define-energy-per-unit = Energie in bekannter Belegungszeit (Produktion, Stillstände, Rüsten) ÷ Gutteile.
define-energy-idle = Energie außerhalb der Produktion, auch in geplanten Stillständen und nicht belegter Zeit.
define-energy-idle-cost = Leerlaufenergie zum Preis des Werks am Produktionstag.
energy-all-cost = Gesamtkosten der Energie: { $cost }
energy-unpriced = { $energy } ohne Preis: { $why }
energy-idle-where = Leerlauf: { $stopped } in Stillständen und beim Rüsten, { $besides } außerhalb der Planbelegungszeit
energy-by-day = kWh je Produktionstag
energy-day-key = von unten: Produktion kräftig, Stillstände und Rüsten grau, außerhalb der Planbelegungszeit farbig, Zustand unbekannt umrandet · blass: Tage vor dem Zeitraum
energy-per-unit-by-day = kWh je Gutteil
energy-no-per-unit = Energie je Gutteil fehlt: { $why }
energy-no-good-unit = kein Gutteil gezählt
energy-worst = { $unit } hatte den höchsten Leerlaufverbrauch: { $idle }
energy-unit-key = Leerlaufenergie und ihr Anteil an der Energie der Maschine. Was die Maschinen währenddessen taten:
energy-before = Energie davor
energy-idle-before = Leerlauf davor
energy-table-alt = Energie jeder Arbeitseinheit, der höchste Leerlaufverbrauch zuerst
energy-part-producing = Produktion
energy-part-stopped = Stillstände, Rüsten
energy-part-besides = Außerhalb der Planzeit
energy-part-unknown = Zustand unbekannt

state-energy-untold-title = Keine Quelle liefert hier Energie
state-energy-untold = Ordnen Sie in `tags.csv` die Messstelle eines Zählers als `energy` (ein Zähler von kWh) oder `power` (kW) zu; Energie, Leerlauf und Energie je Gutteil folgen mit dem nächsten Lauf.
