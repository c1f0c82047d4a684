select * exclude (site_no, line_no) from work_units
