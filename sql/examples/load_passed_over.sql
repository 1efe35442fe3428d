-- load_passed_over: why files were thought to hold no cable.
select reason, count(*) as files
from load_passed_over
group by reason
order by files desc, reason;
