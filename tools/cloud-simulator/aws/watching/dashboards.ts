import { named, type ResourceTypes } from "../../resources/resource-type";

/** Amazon CloudWatch: dashboards, and saved queries of Logs Insights. */
export const dashboards: ResourceTypes = {
    "aws:cloudwatch/dashboard:Dashboard": {
        id: "{dashboardName}",
        outputs: { dashboardArn: "arn:aws:cloudwatch::{account}:dashboard/{dashboardName}" },
        required: ["dashboardBody", "dashboardName"],
        replaceOn: ["dashboardName"],
        source: "cloudwatch/dashboard.go",
        serves: false,
        price: "estimated",
    },
    "aws:cloudwatch/queryDefinition:QueryDefinition": {
        id: "{name}_{uuid}",
        tagged: false,
        autoName: named,
        outputs: {
            arn: "arn:aws:logs:{region}:{account}:query-definition:{uuid}",
            queryDefinitionId: "{uuid}",
        },
        required: ["queryString"],
        source: "logs/query_definition.go",
        serves: false,
        price: "free",
    },
};
