-- tag_pairs: TAGS that stand together more often than chance would have it; run in the home folder.
select tag_a, tag_b, sum(cables) as cables, round(max(lift), 1) as lift
from 'marts/tag_pairs.parquet'
group by all
having cables >= 3
order by lift desc, tag_a, tag_b
limit 10;
