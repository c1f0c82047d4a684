# Words and formats of all pages.

format-day = ccc d LLL y
format-short-day = ccc d LLL
format-month = LLL y
format-day-of-month = d LLL
format-moment = ccc d LLL HH:mm
format-second = ccc d LLL HH:mm:ss
# The browser's own table writes these (moment.js).
format-table-moment = DD MMM HH:mm
format-table-second = DD MMM HH:mm:ss
format-table-day-moment = ddd DD MMM HH:mm
format-table-millisecond = DD MMM HH:mm:ss.SSS
format-table-day = DD MMM
days = { $first } to { $last }
points = { $change } points

not-measured = not measured
not-told = not told
not-priced = not priced
not-planned = not planned
never = never
none = none
nothing = nothing
no-reason = No reason given
missing = missing: { $what }
and = { $one } and { $two }
at-least = at least { $amount }

n-stop = { $n ->
    [one] { $n } stop
   *[other] { $n } stops
 }
n-failure = { $n ->
    [one] { $n } failure
   *[other] { $n } failures
 }
n-repair = { $n ->
    [one] { $n } repair
   *[other] { $n } repairs
 }
n-ticket = { $n ->
    [one] { $n } ticket
   *[other] { $n } tickets
 }
n-order = { $n ->
    [one] { $n } order
   *[other] { $n } orders
 }
n-figure = { $n ->
    [one] { $n } figure
   *[other] { $n } figures
 }
n-source = { $n ->
    [one] { $n } source
   *[other] { $n } sources
 }
n-check = { $n ->
    [one] { $n } check
   *[other] { $n } checks
 }
n-file = { $n ->
    [one] { $n } file
   *[other] { $n } files
 }
n-row = { $n ->
    [one] { $n } row
   *[other] { $n } rows
 }
n-tag = { $n ->
    [one] { $n } tag
   *[other] { $n } tags
 }
n-segment = { $n ->
    [one] { $n } segment
   *[other] { $n } segments
 }
n-sample = { $n ->
    [one] { $n } sample
   *[other] { $n } samples
 }

kind-breakdown = Breakdown
kind-minor-stop = Minor stop
kind-changeover = Changeover
kind-external = Blocked or starved

step-planned-busy = Planned busy time
step-breakdown = Breakdowns
step-minor-stop = Minor stops
step-changeover = Changeovers
step-external = Blocked, starved
step-unknown = State unknown
step-unrated = Not rated
step-speed-loss = Speed loss
step-quality-loss = Quality loss
step-good = Good time

bucket-producing = Producing
bucket-breakdown = Breakdown
bucket-minor-stop = Minor stop
bucket-changeover = Changeover
bucket-external = Blocked, starved
bucket-unknown = State unknown
bucket-planned = Planned stop
bucket-unscheduled = Not scheduled
# One letter each, drawn into the timeline.
letter-breakdown = B
letter-minor-stop = M
letter-changeover = C
letter-external = E
letter-unknown = ?
letter-planned = P

kpi-oee = OEE
kpi-availability = Availability
kpi-performance = Performance
kpi-quality = Quality

column-start = Start
column-from = From
column-to = To
column-time = Time
column-duration = Duration
column-seconds = Seconds
column-minutes = Minutes
column-hours = Hours
column-work-unit = Work unit
column-kind = Kind
column-reason = Reason
column-state = State
column-cost = Cost
column-cost-low = Low
column-cost-high = High
column-currency = Currency
column-shift = Shift
column-product = Product
column-order = Order
column-production-day = Production day
column-source = Source
column-file = File
column-row = Row
column-tag = Tag
column-signal = Signal
column-value = Value
column-quality = Quality
column-missing = Missing

# The sidebar.
filter-site = Site
filter-line = Line
filter-period = Period
filter-first = First production day
filter-last = Last production day
filter-shift = Shift
filter-product = Product
filter-compare = Compare with
filter-language = Language · Sprache
all-sites = All sites
all-lines = All lines
all-shifts = All shifts
all-products = All products
any = All
period-last-day = Last production day
period-week = 7 days
period-four-weeks = 28 days
period-month = Month to date
period-year = 365 days
period-custom = Custom
compare-previous = Period before
compare-year-earlier = 52 weeks earlier
keep-days = Keep these days in the link

# Under each title.
scope-day = production day { $days }
scope-days = production days { $days }
scope-compared = compared with { $days }
scope-zone = times in { $zone }
scope-zone-and-start = times in { $zone }, days start { $start }
scope-shift = shift { $shift }
scope-product = product { $product }
scope-all-shifts = all shifts
scope-all-products = all products

late-title = { $late } of { $all } late
late-silent = - **{ $source }**: no data yet
late-source = - **{ $source }**: newest data of { $newest }, { $age } old; late after { $limit }
late-more = - { $more } more on the page Data trust

no-time-here = No time is accounted for in this period. Choose another period at the side.
nothing-for-filter-title = Nothing matches these filters
nothing-for-filter = Take a filter away or choose a longer period.

table-cut = Only the first { $rows } are shown; narrow the filters, or ask the published file.
download-csv = { $rows } as CSV
download-excel = Excel
