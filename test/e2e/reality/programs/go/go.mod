module reality

go 1.19
