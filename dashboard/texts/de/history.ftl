# Was wann veröffentlicht wurde, und was es neu fasste.

n-version = { $n ->
    [one] { $n } Version
   *[other] { $n } Versionen
 }
n-setting = { $n ->
    [one] { $n } geänderte Einstellung
   *[other] { $n } geänderte Einstellungen
 }
n-adjustment = { $n ->
    [one] { $n } Anpassung
   *[other] { $n } Anpassungen
 }
n-closed-period = { $n ->
    [one] Die abgeschlossene Periode steht
   *[other] Die { $n } abgeschlossenen Perioden stehen
 }

history-newest = Warum diese Version veröffentlicht wurde: { $reason }
history-key = { $versions }, die neueste zuerst
history-published = Veröffentlicht
history-reason = Warum
history-restated-days = Zahlen neu gefasst
history-new-files = Neue Dateien
history-retracted = Zurückgezogen
history-configuration = Konfiguration
history-settings = Einstellungen
history-code = Code
history-version = Version
history-release = Release
history-alt = Veröffentlichte Versionen, und was jede unterschied
history-settings-alt = Einstellungen, Preise und Sätze, die sich änderten
history-origin = Steht in
history-item = Eintrag
history-setting = Einstellung
history-before = Davor
history-after = Danach

restated-none = Die Zahlen keines Tages änderten sich seit ihrer ersten Veröffentlichung
restated-moved = Neu gefasst: OEE von { $place } am { $day }, { $change }
restated-cost-moved = Neu gefasst: { $place } am { $day }
restated-key = Zahlen von Tagen, die anders sind als zuerst gemeldet, die neueste Änderung ({ $when }) zuerst; Kosten sind die der Stillstände, wie konfiguriert
restated-removed = Der Tag hat keine Zahlen mehr
restated-oee-first = OEE zuerst
restated-oee-now = OEE jetzt
restated-points = Punkte
restated-cost-first = Kosten zuerst
restated-cost-now = Kosten jetzt
restated-difference = Unterschied
restated-changed = Neu gefasst
restated-first-published = Zuerst veröffentlicht
restated-level = Ebene
restated-alt = Zahlen, wie zuerst gemeldet und wie jetzt
level-enterprise = Unternehmen
level-site = Werk
level-line = Linie
level-work-unit = Arbeitseinheit

closed-none = Keine Periode der Bücher ist abgeschlossen
closed-none-next = Perioden stehen in `fiscal_periods.csv`; ab `closed_on` sind ihre Zahlen eingefroren, und was sich ändert, steht hier.
closed-adjusted = { $adjustments } abgeschlossener Perioden
closed-unchanged = { $periods } wie abgeschlossen
closed-key = Abgeschlossen: { $periods }. Der Stand beim Abschluss und alle Anpassungen seither ergeben die Zahl von jetzt.
closed-period = Periode
closed-as-closed = Beim Abschluss
closed-adjustment = Anpassung
closed-policy = Regel oder Währung
closed-alt = Anpassungen abgeschlossener Perioden, die neuesten zuerst
