-- What the current version of the cable holds, in order.
select * exclude (cable_id, message_id) from recipients where cable_id = getvariable('cable_id') order by position;
