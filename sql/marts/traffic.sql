-- traffic: cables by day, post and classification.
select
    date, coalesce(post, 'unknown') as post, coalesce(classification, 'unknown') as classification,
    any_value(class_level) as class_level, count(*) as cables, sum(word_count) as words
from cables
where date is not null
group by date, coalesce(post, 'unknown'), coalesce(classification, 'unknown');
