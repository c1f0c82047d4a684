# What was published when, and what it restated.

n-version = { $n ->
    [one] { $n } version
   *[other] { $n } versions
 }
n-setting = { $n ->
    [one] { $n } changed setting
   *[other] { $n } changed settings
 }
n-adjustment = { $n ->
    [one] { $n } adjustment
   *[other] { $n } adjustments
 }
n-closed-period = { $n ->
    [one] The closed period is
   *[other] The { $n } closed periods are
 }

history-newest = Why this version was published: { $reason }
history-key = { $versions }, the newest first
history-published = Published
history-reason = Why
history-restated-days = Figures restated
history-new-files = New files
history-retracted = Retracted
history-configuration = Configuration
history-settings = Settings
history-code = Code
history-version = Version
history-release = Release
history-alt = Published versions, and what made each differ
history-settings-alt = Settings, prices and rates that changed
history-origin = Written in
history-item = Item
history-setting = Setting
history-before = Before
history-after = After

restated-none = No day's figures were restated since they were first published
restated-moved = Restated: OEE of { $place } on { $day }, { $change }
restated-cost-moved = Restated: { $place } on { $day }
restated-key = Figures of days that are other than first reported, the newest restatement ({ $when }) first; cost is of stops, as configured
restated-removed = The day has no figures any more
restated-oee-first = OEE first
restated-oee-now = OEE now
restated-points = Points
restated-cost-first = Cost first
restated-cost-now = Cost now
restated-difference = Difference
restated-changed = Restated
restated-first-published = First published
restated-level = Level
restated-alt = Figures as first reported and as now
level-enterprise = Enterprise
level-site = Site
level-line = Line
level-work-unit = Work unit

closed-none = No period of the books is closed
closed-none-next = Periods are in `fiscal_periods.csv`; from its `closed_on` on a period's figures are frozen, and what changes is told here.
closed-adjusted = { $adjustments } of closed periods
closed-unchanged = { $periods } unchanged since the closing
closed-key = Closed: { $periods }. A figure as closed and all its adjustments since add up to that of today.
closed-period = Period
closed-as-closed = As closed
closed-adjustment = Adjustment
closed-policy = Policy or currency
history-behind = Restated by the publication of { $when } ({ $reason }); its files, and its changed settings:
history-setting-was = `{ $origin }`, { $setting }: { $before } → { $after }
closed-alt = Adjustments of closed periods, the newest first
