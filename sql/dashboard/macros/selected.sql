-- selected: the cables that the filters of a page leave; null leaves out a filter.
create macro level_name(level) as case level
    when 0 then 'unclassified' when 1 then 'official use' when 2 then 'confidential' when 3 then 'secret'
    when 4 then 'top secret' else 'unread' end;
create macro selected(from_date, to_date, posts, levels, tags_wanted) as table
select *, level_name(class_level) as level
from cables
where (from_date is null or date >= from_date::date)
    and (to_date is null or date <= to_date::date)
    and (posts is null or list_contains(posts::varchar[], post))
    and (levels is null or list_contains(levels::varchar[], level_name(class_level)))
    and (tags_wanted is null or list_has_any(tags, tags_wanted::varchar[]));
