-- What the current version of the cable holds, in order.
select * exclude (cable_id, message_id) from distribution where cable_id = getvariable('cable_id') order by position;
