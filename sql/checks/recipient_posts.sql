-- fact_recipients: the post of an addressee is one of dim_posts.
select post, count(*) as rows, any_value(address) as address
from fact_recipients
where post is not null and post not in (select post from dim_posts)
group by post
order by post;
