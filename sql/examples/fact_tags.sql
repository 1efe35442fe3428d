-- fact_tags: TAGS that were misspelt, and how they were read.
select raw, tag, repair, count(*) as times
from fact_tags
where repair is not null
group by all
order by times desc, raw;
