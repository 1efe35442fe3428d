-- What a citation of one cable is made of, and its forms: set variable cable_id = '08PARIS1600'
from citations where cable_id = getvariable('cable_id');
