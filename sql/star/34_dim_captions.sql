-- dim_captions: one row per caption.

delete from dim_captions;

insert into dim_captions by name
from read_csv(getvariable('reference') || '/captions.csv', header = true, all_varchar = true);
