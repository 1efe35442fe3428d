-- The cable that gives its number so: set variable written = '1975LOUREN00863';
select min(cable_id) as cable_id from cables where cable_id_raw = getvariable('written') having count(*) = 1;
