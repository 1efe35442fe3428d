-- gaps: how many cables each post numbered in a year, as far as serials tell, and what share is loaded.
-- How the estimate is made, and when not to trust it: sql/views/serial_coverage.sql
select
    post, year, serials_present, robust_highest, left_out, serials_cited, estimate, low, high,
    greatest(low - serials_present + left_out, 0) as missing_at_least, estimate - serials_present + left_out as missing,
    share_present
from serial_coverage;
