-- dim_classifications: one row per classification a cable may bear.

delete from dim_classifications;

insert into dim_classifications by name
select * replace (class_level::integer as class_level, is_noforn::boolean as is_noforn)
from read_csv(getvariable('reference') || '/classifications.csv', header = true, all_varchar = true);
