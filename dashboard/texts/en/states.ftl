# When there is no figure to show: what is so, and what to do next.

state-no-figures = There are no figures yet
state-no-run-title = No run has finished
state-no-run = Nothing has been published in `{ $folder }`.
state-make-demo = To make the demo plant and look at it:
state-load-own = To load the files of a workspace of your own and publish its figures:
state-by-itself = This page shows the figures by itself as soon as they are published.

state-no-day = This place has no production day yet
state-no-day-why = It is configured, but nothing has been published for it. Choose another place at the side, or check that its sources have files and its tags are mapped.

state-not-planned-title = Nothing was planned to run
state-not-planned = Without planned busy time there is no OEE and no loss. Choose another period at the side, or take a filter away.

state-failed-title = The newest run was not published
state-failed-since = Figures are of { $published }; { $run } was not published because { $reason }.
state-failed-first = { $run } was not published because { $reason }.
state-failed-run = the run of { $moment }
state-failed-later = a later run
state-failed-next = The last good version stays until the cause is mended. See the run's log, or `millrace status`.

state-mismatch = The published figures are of another release
state-mismatch-title = Version mismatch
state-mismatch-why = { $error } Publish again with the release that this dashboard is of: it rebuilds the figures from the lake.
state-mismatch-columns = The { $n } missing columns

state-unreadable = The published figures cannot be read
state-unreadable-title = Reading error
unreadable-now = { $file } could not be read: { $error }
state-unreadable-why = { $error } Nothing was changed: the lake and earlier versions are untouched. Publish again; if it comes back, look at the disk and at the log of the last run.
