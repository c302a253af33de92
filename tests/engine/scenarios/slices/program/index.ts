import { shopProgram } from "#tests/blueprints/fixtures/shop/shop";

export default shopProgram;
