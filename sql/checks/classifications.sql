-- fact_cables: classification and level go together as in dim_classifications.
select cable_id, message_id, fact_cables.classification, fact_cables.class_level
from fact_cables left join dim_classifications as listed using (classification)
where fact_cables.classification is not null
    and fact_cables.class_level is distinct from listed.class_level
order by cable_id, message_id;
