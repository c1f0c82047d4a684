select * exclude (shift_no) from shifts
