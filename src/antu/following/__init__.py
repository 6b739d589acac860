"""Key projects as leaders follow them: what is reported of each, week by week."""
