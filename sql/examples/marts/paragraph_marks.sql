-- paragraph_marks: marks of the paragraphs in cables of each classification; run in the home folder.
select classification, mark, sum(paragraphs) as paragraphs
from 'marts/paragraph_marks.parquet'
group by all
order by classification, paragraphs desc, mark;
