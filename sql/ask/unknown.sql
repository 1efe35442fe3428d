-- Of the values given to a question those that name nothing in the warehouse, with the nearest that does:
-- set variable given = [{'kind': 'TAG', 'value': 'PRLE'}];
with asked as (select unnest(getvariable('given'), recursive := true)),
known(kind, value) as (
    select 'CABLE', cable_id from cables
    union
    select 'COUNTRY', iso2 from dim_tags where iso2 is not null
    union
    select 'COUNTRY', iso2 from dim_posts where iso2 is not null
    union
    select 'POST', post from cables where post is not null
    union
    select 'TAG', tag from tags
),
unknown as (from asked anti join known using (kind, value)),
compared as (
    select kind, unknown.value, known.value as other, damerau_levenshtein(other, upper(unknown.value)) as letters
    from unknown
    join known using (kind)
)
-- one letter in three may be wrong
select kind, value, arg_min(other, (letters, other)) filter (letters <= len(value) // 3) as meant
from compared
group by kind, value
order by kind, value;
