-- dim_classifications: cables by classification, the lowest first, those that none bears included.
select classification, listed.class_level, count(cable_id) as cables
from dim_classifications as listed left join cables using (classification)
group by all
order by listed.class_level, classification;
