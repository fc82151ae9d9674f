/**
 * Zones in which a VPC link V2 can have a subnet, by the prefix of their ids and their numbers
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html, "Availability by Region", read 2026-11). Creation fails
 * with a subnet in another one: "Subnet is in Availability Zone 'use1-az3' where service is not available" (aws/aws-cdk#13569).
 */
const zoneNumbers: Readonly<Record<string, string>> = {
    "ape1-az": "23",
    "apne1-az": "124",
    "apne2-az": "123",
    "aps1-az": "123",
    "apse1-az": "123",
    "apse2-az": "123",
    "cac1-az": "12",
    "euc1-az": "123",
    "eun1-az": "123",
    "eus2-az": "123",
    "euw1-az": "123",
    "euw2-az": "123",
    "euw3-az": "13",
    "mes1-az": "123",
    "sae1-az": "123",
    "use1-az": "12456",
    "use2-az": "123",
    "usgw1-az": "123",
    "usw1-az": "13",
    "usw2-az": "1234",
};

/** Whether a VPC link V2 can have a subnet in the zone with an id such as `use1-az6`; no zone of a region that AWS does not list can. */
export function acceptsVpcLinks(zoneId: string): boolean {
    const [, prefix = "", number = ""] = /^(.+-az)(\d)$/.exec(zoneId) ?? [];
    return number !== "" && zoneNumbers[prefix]?.includes(number) === true;
}
