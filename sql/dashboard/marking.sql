-- marking: by level, cables whose highest paragraph mark is lower (over), higher (under) or as high.
select
    level, class_level, count(*) filter (marking = 'over') as over_marked, count(*) filter (marking = 'under') as under_marked,
    count(*) filter (marking = 'equal') as equal, count(marking) as marked, count(*) as cables
from selected($from_date, $to_date, $posts, $levels, $tags)
where class_level is not null
group by all
order by class_level;
