# OEE.

page-oee = OEE

oee-no-bridge = OEE cannot be compared: one of the two periods has none
oee-bridge = OEE changed by { $change }; { $loss } moved it most: { $effect }
oee-bridge-level = OEE stayed level; { $loss } moved it most: { $effect }
oee-bridge-key = From the OEE of { $before } to this period's: what each loss gave (outlined) or cost (filled), in points. The axis does not begin at zero.
bridge-before = Period before
bridge-now = This period
oee-to-losses = Where the time went
oee-trend-by-day = OEE and its factors, day by day
oee-trend-by-week = OEE and its factors, week by week
oee-trend-key = strong: this period · faint: the period before, laid over it · { $target }
oee-trend-key-weeks = strong: the 28 days up to the last one · faint: the 28 days before, laid over them · { $target }
oee-split-by = Compare by
oee-by-place = Place
oee-by-shift = Shift
oee-by-product = Product
oee-by-order = Order
oee-of-no-shift = outside of any shift
oee-of-no-product = no product told
oee-split-none = None of these has a measured OEE
oee-split-lowest = { $name } has the lowest OEE: { $oee }
oee-split-key-orders = OEE of each order over all its time, the lowest first
oee-multiples = The same over time, all on one scale
oee-multiple-alt = OEE of { $name } over time
oee-before = OEE before
oee-target = Target
oee-planned-busy-h = Planned busy h
oee-table-alt = OEE and its factors, with coverage
