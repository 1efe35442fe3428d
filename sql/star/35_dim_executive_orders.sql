-- dim_executive_orders: one row per executive order on classification.

delete from dim_executive_orders;

insert into dim_executive_orders by name
select
    eo as eo_number, president, signed::date as signed_on, in_force_from::date as in_force_from,
    in_force_to::date as in_force_to, line_values, reason_section, note,
    if(contains(source, 'general knowledge'), 'recalled', 'source') as confidence, source
from read_csv(getvariable('reference') || '/executive_orders.csv', header = true, all_varchar = true);
