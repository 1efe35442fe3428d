-- cable: one cable as a list shows it.
select *, level_name(class_level) as level from cables where cable_id = $cable;
