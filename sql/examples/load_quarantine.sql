-- load_quarantine: why inputs could not be read; `raw_path` says where their bytes are.
select reason, count(*) as inputs, any_value(detail) as example, any_value(raw_path) as raw_path
from load_quarantine
group by reason
order by inputs desc, reason;
