# OEE.

page-oee = OEE

oee-no-bridge = Die OEE ist nicht vergleichbar: einer der beiden Zeiträume hat keine
oee-bridge = OEE änderte sich um { $change }; größter Einfluss: { $loss }, { $effect }
oee-bridge-level = OEE blieb gleich; größter Einfluss: { $loss }, { $effect }
oee-bridge-key = Von der OEE von { $before } zu der dieses Zeitraums: was jeder Verlust brachte (umrandet) oder kostete (gefüllt), in Punkten. Die Achse beginnt nicht bei null.
bridge-before = Zeitraum davor
bridge-now = Dieser Zeitraum
oee-to-losses = Wo die Zeit geblieben ist
oee-trend-by-day = OEE und ihre Faktoren, Tag für Tag
oee-trend-by-week = OEE und ihre Faktoren, Woche für Woche
oee-trend-key = kräftig: dieser Zeitraum · blass: der Zeitraum davor, darübergelegt · { $target }
oee-trend-key-weeks = kräftig: die 28 Tage bis zum letzten · blass: die 28 Tage davor, darübergelegt · { $target }
oee-split-by = Vergleichen nach
oee-by-place = Ort
oee-by-shift = Schicht
oee-by-product = Produkt
oee-by-order = Auftrag
oee-of-no-shift = außerhalb jeder Schicht
oee-of-no-product = kein Produkt gemeldet
oee-split-none = Nichts davon hat eine gemessene OEE
oee-split-lowest = { $name } hat die niedrigste OEE: { $oee }
oee-split-key-orders = OEE jedes Auftrags über seine ganze Zeit, die niedrigste zuerst
oee-multiples = Dasselbe über die Zeit, alle auf derselben Skala
oee-multiple-alt = OEE von { $name } über die Zeit
oee-before = OEE davor
oee-target = Ziel
oee-planned-busy-h = Planbelegung h
oee-table-alt = OEE und ihre Faktoren, mit Abdeckung
