/**
 * What a reader meets first: the home page, the page of an appeal, the lists by country.
 *
 * It owns no table. It puts the parts that appeals, missions and protests offer into pages.
 */
export { frontRoutes } from './routes.tsx'
