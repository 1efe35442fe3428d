-- dim_captions: captions in use and what they ask for; the list in a cable is taken apart first.
select caption, dim_captions.class, meaning, count(*) as cables
from (select cable_id, unnest(captions) as caption from cables)
left join dim_captions using (caption)
group by all
order by cables desc, caption;
