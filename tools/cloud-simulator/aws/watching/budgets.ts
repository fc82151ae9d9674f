import { named, type ResourceTypes } from "../../resources/resource-type";

/** AWS Budgets. A budget without actions is free (aws.amazon.com/aws-cost-management/aws-budgets/pricing). */
export const budgets: ResourceTypes = {
    "aws:budgets/budget:Budget": {
        id: "{account}:{name}",
        regional: false,
        autoName: named,
        defaults: { timePeriodEnd: "2087-06-15_00:00" },
        outputs: {
            accountId: "{account}",
            arn: "arn:aws:budgets::{account}:budget/{name}",
            costFilters: [],
            costTypes: {},
            limitAmount: "",
            limitUnit: "",
            namePrefix: "",
            timePeriodStart: "2026-11-01_00:00",
        },
        required: ["budgetType", "timeUnit"],
        replaceOn: ["accountId", "name", "namePrefix"],
        source: "budgets/budget.go",
        serves: false,
        price: "free",
    },
};
