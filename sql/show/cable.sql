-- The current version of one cable: set variable cable_id = '08PARIS1600'
from cables where cable_id = getvariable('cable_id');
