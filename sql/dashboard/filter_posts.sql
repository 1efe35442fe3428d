-- filter_posts: posts to choose from, those with most cables first.
select post, cables from posts where cables > 0 order by cables desc, post;
