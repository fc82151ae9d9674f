import type { Invokes } from "../../resources/invoke";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, type PropertyMap, text } from "../../state/property-values";

const tableType = "aws:ec2/routeTable:RouteTable";
const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";

/** Looks up route tables. */
export const routeTableInvokes: Invokes = {
    "aws:ec2/getRouteTables:getRouteTables": {
        args: ["filters", "region"],
        answer: (args, cloud) => {
            const { "association.subnet-id": subnets } = filtersOf("getRouteTables", args, ["association.subnet-id"]);
            const ids = cloud.store
                .ofType(tableType)
                .map(({ id }) => id)
                .filter((id) => subnets === undefined || subnetsOf(id, cloud).some((own) => subnets.includes(own)));
            return { id: cloud.region, ids, region: cloud.region, tags: {} };
        },
    },
    "aws:ec2/getRouteTable:getRouteTable": {
        args: ["region", "routeTableId"],
        answer: ({ routeTableId = null }, cloud) => {
            const id = text(routeTableId);
            const table = cloud.store.find(tableType, id);
            // hashicorp/terraform-provider-aws, internal/service/ec2/vpc_route_table_data_source.go
            if (!table) throw new Error("query returned no results. Please change your search criteria and try again");
            const separate = cloud.store
                .ofType("aws:ec2/route:Route")
                .filter(({ inputs }) => text(inputs.routeTableId) === id)
                .map(({ inputs }) => ({ ...inputs, cidrBlock: inputs.destinationCidrBlock ?? "" }));
            const associations = subnetsOf(id, cloud).map((subnetId) => ({ subnetId, routeTableId: id, main: false }));
            const routes = [...listOf(table.outputs.routes), ...separate].map(complete);
            return { ...table.outputs, id, routeTableId: id, associations, routes };
        },
    },
};

/**
 * The values of the filters of a call by name.
 * @param known the filters that are simulated; any other is rejected by name.
 */
export function filtersOf(
    name: string,
    { filters }: PropertyMap,
    known: readonly string[],
): Readonly<Record<string, readonly string[] | undefined>> {
    const given = listOf(filters).map((filter) => [text(filter.name), elementsOf(filter.values).map(text)] as const);
    const unexpected = given.find(([filter]) => !known.includes(filter));
    if (unexpected) throw new Error(`simulated aws: ${name} has no filter "${unexpected[0]}"`);
    return Object.fromEntries(given);
}

function subnetsOf(routeTableId: string, { store }: Cloud): string[] {
    return store
        .ofType(associationType)
        .filter(({ inputs }) => text(inputs.routeTableId) === routeTableId)
        .map(({ inputs }) => text(inputs.subnetId));
}

// The provider sets what a route does not have to an empty string.
function complete(route: PropertyMap): PropertyMap {
    return { cidrBlock: "", gatewayId: "", natGatewayId: "", ...route };
}
