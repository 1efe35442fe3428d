-- paragraph_marks: paragraphs by year, post, classification of the cable and mark.
select
    coalesce(year(date), year)::integer as year, coalesce(post, 'unknown') as post,
    coalesce(classification, 'unknown') as classification, any_value(class_level) as class_level,
    coalesce(mark, 'unmarked') as mark, any_value(mark_level) as mark_level, count(*) as paragraphs,
    sum(paragraphs.word_count) as words, count(distinct cable_id) as cables
from paragraphs join cables using (cable_id, message_id)
where coalesce(year(date), year) is not null
group by
    coalesce(year(date), year), coalesce(post, 'unknown'), coalesce(classification, 'unknown'),
    coalesce(mark, 'unmarked');
