-- posts: sums are all cables, and every post of dim_posts is there.
with compared as (
    select
        'cables' as measure,
        (select coalesce(sum(cables), 0) from marts.posts) as in_mart,
        (select count(*) from cables) as in_warehouse
    union all
    select
        'posts' as measure,
        (select count(*) from marts.posts semi join dim_posts using (post)) as in_mart,
        (select count(*) from dim_posts) as in_warehouse
)
from compared where in_mart is distinct from in_warehouse;
