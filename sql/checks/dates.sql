-- fact_cables: dates and times lie between 1900 and 2100.
select cable_id, message_id, date, sent_at, filed_at
from fact_cables
where (date between date '1900-01-01' and date '2100-12-31') is false
    or (sent_at between timestamp '1900-01-01' and timestamp '2101-01-01') is false
    or (filed_at between timestamp '1900-01-01' and timestamp '2101-01-01') is false
order by cable_id, message_id;
