"""Pure rules of control: earned value, its curve, budgets, draws of the finish, health, cash."""
