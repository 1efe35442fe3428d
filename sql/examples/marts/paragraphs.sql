-- paragraphs: how long summaries are beside comments; run in the home folder.
select section_kind, count(*) as paragraphs, median(word_count) as words
from 'marts/paragraphs.parquet'
group by section_kind
order by paragraphs desc, section_kind;
